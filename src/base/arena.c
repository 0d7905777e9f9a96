typedef int pai_stub_arena;
