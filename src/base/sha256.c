typedef int pai_stub_sha256;
