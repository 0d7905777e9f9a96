typedef int pai_stub_compose;
