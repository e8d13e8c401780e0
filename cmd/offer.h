/* offer.h - completion beyond kubectl's: labels, field paths, containers, revisions, conditions.
 *
 * Each is a completer (flag.h's completer_fn, or of arguments) that adds what it can find out in time and never fails.
 * Where kubectl offers something for the same word, its words come first.
 */
#ifndef KUBEC_CMD_OFFER_H
#define KUBEC_CMD_OFFER_H

#include "api/gvk.h"
#include "cli/completion.h"

#include <cjson/cJSON.h>

/* The completer of a flag that many verbs have, by its name, or NULL: the root's .complete_shared. */
completer_fn *offer_for_flag(const char *name);

/* ---- objects.c: what the command line names ---- */

/* The type that the verb or its first argument names ("pods", "deploy"); NULL when there is none. The caller frees. */
char *offer_type(struct cmd_ctx *ctx);
/* Reads the object that TYPE/NAME or TYPE NAME of the arguments names, the first if there are several; NULL when it
 * cannot be had. The tree is the caller's, *r is borrowed from the session. */
cJSON *offer_object(struct cmd_ctx *ctx, int argc, char **argv, const struct api_resource **r);
/* The names of the containers in the object that the arguments name, with `after` behind each. */
void offer_containers_of(struct cmd_ctx *ctx, int argc, char **argv, const char *after, const char *prefix,
                         struct completion *out);
/* The same of one argument, POD or TYPE/NAME. */
void offer_containers_of_pod(struct cmd_ctx *ctx, const char *arg, const char *prefix, struct completion *out);
/* How many of the arguments name objects: TYPE/NAME…, or TYPE and NAME…; those that begin with a letter and hold no "="
 * and no "-" at their end. 0 when no object is named yet. */
int offer_named(int argc, char **argv);
/* "KEY-" for each label (or annotation) that the objects on the command line have. */
void offer_keys_to_remove(struct cmd_ctx *ctx, bool annotations, int argc, char **argv, const char *prefix,
                          struct completion *out);
/* The taints of the nodes on the command line, each with the "-" that removes it. */
void offer_taints_to_remove(struct cmd_ctx *ctx, int argc, char **argv, const char *prefix, struct completion *out);
/* Variables of the containers: "NAME=" and "NAME-". */
void offer_variables(struct cmd_ctx *ctx, int argc, char **argv, const char *prefix, struct completion *out);
completer_fn offer_containers, offer_pod_containers, offer_revisions, offer_conditions, offer_subresources;

/* ---- labels.c ---- */
completer_fn offer_label_selector, offer_label_keys, offer_field_selector;

/* ---- paths.c ---- */
/* explain's TYPE.FIELD.FIELD, behind what complete_types offers. */
void offer_type_fields(struct cmd_ctx *ctx, const char *prefix, struct completion *out);
/* A JSONPath in the objects of the type on the command line; `before` is put before each word. list: the path begins at
 * a list of them. */
void offer_path(struct cmd_ctx *ctx, bool list, const char *before, const char *prefix, struct completion *out);
completer_fn offer_output, offer_sort_path;

/* ---- args.c: .complete_args of verbs ---- */
typedef void offer_args_fn(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                           struct completion *out);
offer_args_fn offer_args_explain, offer_args_label, offer_args_annotate, offer_args_taint, offer_args_can_i,
    offer_args_certificate, offer_args_config_property;
offer_args_fn offer_args_set_image, offer_args_set_env, offer_args_set_resources, offer_args_set_selector,
    offer_args_set_serviceaccount, offer_args_set_subject;

#endif
