typedef int pai_stub_class;
