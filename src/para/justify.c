typedef int pai_stub_justify;
