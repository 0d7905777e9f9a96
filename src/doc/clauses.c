// Titles -> clauses (typography 6.4 #8). In: the line of a title. Out: its clauses in the
// author's division, as views of the line where nothing had to be joined.
#include "reader.h"

bool pai_quote_open(struct pai_chs s) {
    int32_t depth = 0, straight = 0;
    for (uint32_t i = 0; i < s.n; i++) {
        uint32_t cp = s.v[i].cp;
        depth += cp == 0x201C || cp == 0x300A || cp == 0xFF08 || cp == '(';
        depth -= cp == 0x201D || cp == 0x300B || cp == 0xFF09 || cp == ')';
        straight += cp == '"';
    }
    return depth > 0 || straight % 2;
}

// A blank or | in a title (typography 3.11).
static bool clause_gap(uint32_t cp) {
    return pai_ch_space(cp) || cp == '|' || cp == 0xFF5C;
}

static bool clause_side(uint32_t cp) {
    return pai_ch_han(cp) || pai_ch_mark(cp) || cp == '"';
}

// Cuts a title at its blanks between Han: the author's division (typography 6.4 #8). Single
// characters (通　知) are padding.
void pai_clauses_cut(struct pai_reader *r, struct pai_chs *list, uint32_t *n,
                     struct pai_chs s) {
    uint32_t from = 0, first = *n, depth = 0, word = 0;
    bool barred = false;
    for (uint32_t i = 0; i <= s.n; i++) {
        uint32_t k = i;
        bool bar = false;
        while (k < s.n && clause_gap(s.v[k].cp)) {
            bar = bar || !pai_ch_space(s.v[k].cp);
            k++;
        }
        uint32_t cp = i < s.n ? s.v[i].cp : 0;
        depth += cp == 0x201C || cp == 0x300A || cp == 0xFF08;
        depth -= depth && (cp == 0x201D || cp == 0x300B || cp == 0xFF09);
        bool cut = i == s.n || (!depth && k > i && i > from && k < s.n &&
                                clause_side(s.v[i - 1].cp) && clause_side(s.v[k].cp));
        if (cut) {
            struct pai_chs clause = pai_chs_trim(pai_chs_sub(s, from, i));
            bool later = *n > first;
            bool single = later && !barred && (clause.n == 1 || list[*n - 1].n == 1);
            // 学党史 悟思想
            bool slogan = later && !barred && !single && clause.n <= 4 && word <= 4;
            word = clause.n;
            barred = bar;
            if (single || slogan) {
                list[*n - 1] = pai_chs_copy(r->arena, list[*n - 1]);
                if (slogan) {
                    PAI_VEC_PUT(r->arena, &list[*n - 1],
                                ((struct pai_ch){0x3000, clause.v[0].src, false}));
                }
                pai_chs_join(r->arena, &list[*n - 1], clause);
            } else if (clause.n) {
                list[(*n)++] = clause;
            }
            from = k;
        }
        i = k > i ? k - 1 : i;
    }
}
