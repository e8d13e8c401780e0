/* podtemplate.h - a pod template in words, as `describe`, `rollout history --revision` and `rollout undo --dry-run`
 * show it. Source of the rules: kubectl's describe.DescribePodTemplate. */
#ifndef KUBEC_DESCRIBE_PODTEMPLATE_H
#define KUBEC_DESCRIBE_PODTEMPLATE_H

#include "base/buf.h"

#include <cjson/cJSON.h>

/* Appends the description of a template (typed: resource/podspec.h). Columns are separated by tabs, which the caller
 * aligns or not. Not sanitised. */
void describe_pod_template(struct buf *out, const cJSON *template);

/* Its parts, for pods. `space` stands before titles: "" or, in a template, two blanks. pod and statuses: the pod that
 * the containers run in, whose fields their variables may hold, and how they are; NULL in a template. */
void describe_containers(struct buf *out, const char *space, const char *title, const cJSON *list, const cJSON *pod,
                         const cJSON *statuses);
void describe_resources(struct buf *out, int level, const cJSON *resources);
void describe_spread(struct buf *out, const char *space, const cJSON *list);
void describe_tolerations(struct buf *out, const char *space, const cJSON *list);

#endif
