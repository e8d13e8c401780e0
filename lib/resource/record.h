/* record.h - what --record does. */
#ifndef KUBEC_RESOURCE_RECORD_H
#define KUBEC_RESOURCE_RECORD_H

#include "cli/opts.h"

#include <cjson/cJSON.h>

#define CHANGE_CAUSE_ANNOTATION "kubernetes.io/change-cause"

/* With --record: sets the annotation kubernetes.io/change-cause of `object` to the command line. Else nothing.
 * Source of the rule: cli-runtime's ChangeCauseRecorder. */
void record_change_cause(const struct cmd_ctx *ctx, const struct opt_record *o, cJSON *object);

#endif
