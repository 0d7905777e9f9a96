typedef int pai_stub_span;
