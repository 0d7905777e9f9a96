typedef int pai_stub_buf;
