/* pos.h - the growing table of positions that a reader fills and documents share. */
#ifndef KUBEC_DOC_POS_H
#define KUBEC_DOC_POS_H

#include "doc/doc.h"

struct pos_table {
    size_t refs;
    size_t n; /* entry 0 is unused */
    size_t cap;
    struct doc_pos *v;
};

/* An empty table with one reference. */
struct pos_table *pos_table_new(void);
/* Appends a position and gives its index; 0 when t is NULL. */
int pos_table_add(struct pos_table *t, size_t key, size_t value);
void pos_table_unref(struct pos_table *t);
/* A document around root (taken) with the table (its reference is taken, may be NULL) and a new reference to src. */
struct doc *doc_new_read(cJSON *root, struct source *src, struct pos_table *t, bool is_json);

#endif
