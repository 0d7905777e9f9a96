typedef int pai_stub_itemize;
