/* volumes.h - the volumes of a pod spec in words; for lib/describe. */
#ifndef KUBEC_DESCRIBE_VOLUMES_H
#define KUBEC_DESCRIBE_VOLUMES_H

#include "base/buf.h"

#include <cjson/cJSON.h>

/* Appends "Volumes:" and what is in `volumes`, each line behind `space`. */
void describe_volumes(struct buf *out, const cJSON *volumes, const char *space);
/* The source of a persistent volume's spec, as it stands below "Source:". */
void describe_persistent_source(struct buf *out, const cJSON *spec);
/* "TITLE:\tkey=value" lines, sorted, or <none>; `inner` stands before the value. `before` stands before each piece that
 * kubectl writes by itself (its nested writer), of which a line has several. */
void describe_labels(struct buf *out, const char *before, const char *title, const char *inner, const cJSON *labels);
/* "TITLE:\tkey: value" lines; long values get lines of their own. */
void describe_annotations(struct buf *out, const char *before, const char *title, const cJSON *annotations);

#endif
