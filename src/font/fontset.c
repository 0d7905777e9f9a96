typedef int pai_stub_fontset;
