/* record.c - what --record does. */
#include "resource/record.h"

#include "cli/cli.h"
#include "doc/doc.h"

#include <stdlib.h>

void record_change_cause(const struct cmd_ctx *ctx, const struct opt_record *o, cJSON *object)
{
    if (!o->record)
        return;
    char *cause = cli_change_cause(ctx);
    doc_set_str(doc_make_at(object, "metadata.annotations"), CHANGE_CAUSE_ANNOTATION, cause);
    free(cause);
}
