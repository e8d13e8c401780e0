/* inside.h - the parts of the loop of edit.c; for lib/edit only. */
#ifndef KUBEC_EDIT_INSIDE_H
#define KUBEC_EDIT_INSIDE_H

#include "edit/edit.h"

/* Why the text has to be edited again. */
struct edit_reason {
    char *head;
    struct strv details;
    struct err *err; /* the server's refusal, for the places of its fields; NULL: the text itself is at fault */
    size_t target;   /* whose: index of the object in the text */
};

/* What came of a pass. */
struct edit_results {
    struct edit_reason *reasons;
    size_t n;
    size_t invalid, retryable, notfound;
    char *file; /* holds the text of the pass; NULL: none yet */
};
void edit_results_clear(struct edit_results *r);
/* Adds a reason; head is taken. */
struct edit_reason *edit_add_reason(struct edit_results *r, char *head);

/* One run of the editor loop. */
struct edit_loop {
    struct edit *e;
    const struct edit_item *items;
    size_t n;
    struct edit_results results;
    struct buf original, edited; /* as first shown; as last saved */
    struct buf header;           /* of the pass, as it was written */
};

/* ---- text.c ---- */

/* The text with all lines that begin with # left out, but for #! (kubectl's ManualStrip). */
void edit_strip_lines(struct buf *out, const char *text, size_t n);
/* What two texts are compared by (kubectl's StripComments): JSON as it stands, YAML as JSON, else without comments. */
void edit_canonical(struct buf *out, const struct buf *text);
/* True if some line is neither empty nor a comment. */
bool edit_has_lines(const struct buf *text);
/* The edited text without the lines of our header at its beginning. */
void edit_without_header(struct buf *out, const struct edit_loop *l);
/* The text as objects. `blank` empty lines stand before it, so that places are those of a file with a header. */
void edit_read(const struct edit_loop *l, const struct buf *text, size_t blank, struct targets *out);
/* What is wrong with the edited text as such: its syntax, its apiVersion and kind. NULL when validation is off. */
struct err *edit_check_text(const struct edit_loop *l) ERR_MUST_USE;
/* The comments above the text of the next pass. body: that text; path: its file. */
void edit_write_header(struct buf *out, const struct edit_loop *l, const struct buf *body, const char *path);
/* The same for JSON, which has no comments: lines for stderr. */
void edit_say_reasons(struct edit_loop *l, const struct buf *body, const char *path);
/* locate_in_manifest for an object of the text, with the places in the file of this pass. */
struct err *edit_locate(const struct edit_loop *l, struct err *e, const struct doc *d);
/* The object as Go's %#v prints an *unstructured.Unstructured. */
void edit_go_syntax(struct buf *out, const cJSON *node);

/* ---- save.c ---- */

/* Saves what was read, one object after the other. The error ends the run; refusals are in l->results. */
struct err *edit_save(struct edit_loop *l, struct targets *updated) ERR_MUST_USE;

#endif
