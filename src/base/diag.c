typedef int pai_stub_diag;
