typedef int pai_stub_pdf_font;
