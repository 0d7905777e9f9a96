typedef int pai_stub_utf8;
