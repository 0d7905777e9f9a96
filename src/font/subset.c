typedef int pai_stub_subset;
