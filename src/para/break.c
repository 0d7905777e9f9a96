typedef int pai_stub_break;
