typedef int pai_stub_build;
