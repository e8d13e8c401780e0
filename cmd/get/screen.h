/* screen.h - the table of `get --watch` on a terminal: rows change in their place. */
#ifndef KUBEC_CMD_GET_SCREEN_H
#define KUBEC_CMD_GET_SCREEN_H

#include "cli/command.h"
#include "print/table.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* True if a watch may draw on ctx->out: a terminal that can move its cursor (TERM is neither "dumb" nor empty), unless
 * KUBEC_LIVE=never. */
bool screen_wanted(const struct cmd_ctx *ctx);

struct screen;
/* A screen without rows; nothing is drawn yet. in_order: rows stand by namespace and name, else as they come. What the
 * options point to must outlive it. */
struct screen *screen_new(FILE *to, const struct table_options *options, bool in_order);
void screen_free(struct screen *s);
/* Takes in the rows of a Table (borrowed): "DELETED" takes them away, any other event puts them in place of those of
 * the same objects. */
void screen_event(struct screen *s, const char *event, const cJSON *table);
/* Forgets all rows: everything is listed again. What is drawn stays until the next drawing. */
void screen_clear(struct screen *s);
/* Something else is about to be written: the next drawing stands below it. NULL is nothing. */
void screen_leave(struct screen *s);
/* Draws the rows over those of the last drawing, as many as the terminal has room for. */
void screen_draw(struct screen *s);

#endif
