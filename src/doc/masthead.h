// What masthead.c and masthead_scan.c share.
#ifndef PAI_MASTHEAD_H
#define PAI_MASTHEAD_H

#include "reader.h"

enum pai_scan_kind { PAI_SCAN_TEXT, PAI_SCAN_NUMBER, PAI_SCAN_DATE };

struct pai_scan_piece {
    enum pai_scan_kind kind;
    struct pai_chs text;
    struct pai_issue issue;
    struct pai_date date;
};

struct pai_scan {
    struct pai_scan_piece *v;
    uint32_t n, cap;
};

// Cuts a row into issue numbers, dates and texts.
struct pai_scan pai_masthead_scan(struct pai_arena *arena, struct pai_chs row);

bool pai_name_like(struct pai_chs s); // ends like the name of a bulletin: 信息, 简报, 动态 …
// 海 州 税 务: three or more single Han, as only a name is set.
bool pai_name_spaced(struct pai_chs s);
// Words behind the date that only round it off: 印发, 16时, 星期三, （星期三）. The masthead
// shows the date alone; they are told, not set.
bool pai_date_words(struct pai_chs s);

#endif
