typedef int pai_stub_json;
