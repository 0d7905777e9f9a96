typedef int pai_stub_read_text;
