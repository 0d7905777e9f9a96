typedef int pai_stub_dump;
