typedef int pai_stub_vec;
