typedef int pai_stub_face;
