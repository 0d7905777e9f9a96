typedef int pai_stub_map;
