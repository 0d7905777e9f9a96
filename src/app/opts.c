typedef int pai_stub_opts;
