typedef int pai_stub_job;
