/* status_words.h - how far a rollout is, in kubectl's words. */
#ifndef KUBEC_CMD_ROLLOUT_STATUS_WORDS_H
#define KUBEC_CMD_ROLLOUT_STATUS_WORDS_H

#include "rollout/common.h"

/* What is said of `object`: *text (the caller's) ends with a line break; *done: the rollout is over. An error ends the
 * watching: the rollout failed, or another revision than `revision` (0: any) is on its way. */
struct err *rollout_status_words(enum rollout_kind kind, const cJSON *object, int64_t revision, char **text,
                                 bool *done) ERR_MUST_USE;

#endif
