typedef int pai_stub_sniff;
