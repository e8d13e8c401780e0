/* fields.h - values of objects in the words of `describe`: absent fields are what Go's zero values print. */
#ifndef KUBEC_DESCRIBE_FIELDS_H
#define KUBEC_DESCRIBE_FIELDS_H

#include "base/buf.h"
#include "doc/doc.h"

#include <cjson/cJSON.h>
#include <stdarg.h>

/* Appends a formatted text behind two blanks for each level, as kubectl's PrefixWriter does. */
__attribute__((format(printf, 3, 4))) void say(struct buf *out, int level, const char *format, ...);

/* A copy in which lines and cells are as they are, and all else that could steer a terminal is made visible: ESC and CR
 * as kubectl's WriteEscaped does it, the rest by str_sanitize. The caller frees. */
char *text_escaped(const char *text);

/* A string at a dotted path of plain keys; "" when absent. Borrowed. */
const char *text_at(const cJSON *object, const char *path);
/* The same with another text for an absent or empty one. */
const char *text_or(const cJSON *object, const char *path, const char *otherwise);
/* A number's text; "0" when absent. Borrowed. */
const char *number_at(const cJSON *object, const char *path);
const char *number_or(const cJSON *object, const char *path, const char *otherwise);
/* "true" or "false" */
const char *bool_at(const cJSON *object, const char *path);
/* "True", "False", or <unset> when absent. */
const char *truth_at(const cJSON *object, const char *path);
/* A port or a count that is a number or a text (intstr.IntOrString); absent: "0". Borrowed. */
const char *port_at(const cJSON *object, const char *path);
/* True for a list or map with something in it. */
bool is_filled(const cJSON *v);
/* A string, or "" for anything else. Borrowed. */
const char *text_of(const cJSON *v);

/* The items of a list sorted by a text of theirs; equals stay in order. The caller frees the vector. */
const cJSON **sorted_by(const cJSON *list, const char *field, size_t *n);
/* Appends the strings of a list with sep between. */
void add_joined(struct buf *out, const cJSON *list, const char *sep);
/* Appends the strings of a list as Go's %v prints a []string. */
void add_go_list(struct buf *out, const cJSON *list);
/* Appends labels as apimachinery's labels.FormatLabels: "a=b,c=d", or <none>. */
void add_labels_line(struct buf *out, const cJSON *labels);
/* Appends a LabelSelector as metav1.FormatLabelSelector: <none> for one that selects everything, <error>. */
void add_selector(struct buf *out, const cJSON *selector);
/* Appends a quantity in its canonical form; absent: "0". */
void add_quantity(struct buf *out, const cJSON *v);

/* A time as RFC 1123 with a numeric zone, in the local zone; absent: Go's zero time. Static buffer of the caller. */
#define TIME_TEXT 48
const char *time_at(const cJSON *object, const char *path, char text[TIME_TEXT]);
/* The time since then as kubectl shows ages; <unknown> when absent. The caller frees. */
char *age_at(const cJSON *object, const char *path);

/* The owner that controls an object, or NULL. Borrowed. */
const cJSON *controller_of(const cJSON *object);
/* "Controlled By:" with it, if there is one. */
void say_controller(struct buf *out, const cJSON *object);

#endif
