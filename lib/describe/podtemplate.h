/* podtemplate.h - a pod template in words, as `describe`, `rollout history --revision` and `rollout undo --dry-run`
 * show it. Source of the rules: kubectl's describe.DescribePodTemplate. */
#ifndef KUBEC_DESCRIBE_PODTEMPLATE_H
#define KUBEC_DESCRIBE_PODTEMPLATE_H

#include "base/buf.h"

#include <cjson/cJSON.h>

/* Appends the description of a template (typed: resource/podspec.h). Columns are separated by tabs, which the caller
 * aligns or not. Not sanitised. */
void describe_pod_template(struct buf *out, const cJSON *template);

#endif
