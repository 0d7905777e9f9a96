typedef int pai_stub_world;
