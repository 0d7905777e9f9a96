typedef int pai_stub_para;
