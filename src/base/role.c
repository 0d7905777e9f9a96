typedef int pai_stub_role;
