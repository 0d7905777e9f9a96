// The desk that all tests of a cmocka group share, as desk_open gave it at the start of each.
#ifndef SHARED_DESK_H
#define SHARED_DESK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "set_text.h"

extern struct desk desk;

// For cmocka_run_group_tests.
int desk_group_open(void **state);
int desk_group_close(void **state);

// For cmocka_unit_test_setup: the parameters, faces and region of the start, no diagnostics.
int desk_reset(void **state);

#endif
