typedef int pai_stub_load;
