typedef int pai_stub_shape;
