/* batch.c - jobs and cron jobs in words. */
#include "describe/describe.h"

#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/strv.h"
#include "describe/podtemplate.h"
#include "resource/selector.h"

#include <stdlib.h>
#include <string.h>

#define INDEXES_SHOWN 50 /* characters, and on to the next comma */

static void say_selector(struct buf *out, const cJSON *selector)
{
    char *text = NULL;
    struct err *e = selector_text_of(selector, &text);
    char *why = e != NULL ? err_go_text(e) : NULL;
    say(out, 0, "Selector:\t%s%s\n", why != NULL ? "Failed to get selector: " : "", why != NULL ? why : text);
    free(why);
    free(text);
    err_free(e);
}

/* A line for a number that is there. */
static void say_number(struct buf *out, const char *title, const cJSON *object, const char *path, const char *unit)
{
    if (cJSON_IsNumber(doc_at(object, path)))
        say(out, 0, "%s:\t%s%s\n", title, number_at(object, path), unit);
}

/* A line for a number, or <unset>. */
static void say_number_or_unset(struct buf *out, const char *title, const cJSON *object, const char *path,
                                const char *unit)
{
    bool set = cJSON_IsNumber(doc_at(object, path));
    say(out, 0, "%s:\t%s%s\n", title, number_or(object, path, "<unset>"), set ? unit : "");
}

/* ---- jobs ---- */

static void say_times(struct buf *out, const cJSON *job)
{
    char time[TIME_TEXT];
    int64_t start = 0, end = 0;
    bool started = time_parse_rfc3339(text_at(job, "status.startTime"), &start);
    bool ended = time_parse_rfc3339(text_at(job, "status.completionTime"), &end);
    if (started)
        say(out, 0, "Start Time:\t%s\n", time_at(job, "status.startTime", time));
    if (ended)
        say(out, 0, "Completed At:\t%s\n", time_at(job, "status.completionTime", time));
    if (started && ended) {
        char *text = duration_human((struct duration){.ns = end - start});
        say(out, 0, "Duration:\t%s\n", text);
        free(text);
    }
}

static void say_statuses(struct buf *out, const cJSON *job)
{
    say(out, 0, "Pods Statuses:\t%s Active ", number_at(job, "status.active"));
    if (cJSON_IsNumber(doc_at(job, "status.ready")))
        say(out, 0, "(%s Ready) ", number_at(job, "status.ready"));
    say(out, 0, "/ %s Succeeded / %s Failed\n", number_at(job, "status.succeeded"), number_at(job, "status.failed"));
}

static void say_indexes(struct buf *out, const char *indexes)
{
    size_t n = strlen(indexes), cut = n > INDEXES_SHOWN ? INDEXES_SHOWN : n;
    cut += strcspn(indexes + cut, ",");
    if (n == 0)
        say(out, 0, "Completed Indexes:\t<none>\n");
    else if (cut >= n)
        say(out, 0, "Completed Indexes:\t%s\n", indexes);
    else
        say(out, 0, "Completed Indexes:\t%.*s,...\n", (int)cut, indexes);
}

static struct err *print_job(struct description *d)
{
    const cJSON *o = d->object;
    struct buf *out = &d->out;
    const char *mode = text_at(o, "spec.completionMode");
    say_name(d);
    say_selector(out, doc_at(o, "spec.selector"));
    say_labels(d);
    say_annotations(d);
    say_controller(out, o);
    say_number(out, "Parallelism", o, "spec.parallelism", "");
    say_number_or_unset(out, "Completions", o, "spec.completions", "");
    if (mode[0] != '\0')
        say(out, 0, "Completion Mode:\t%s\n", mode);
    if (cJSON_IsBool(doc_at(o, "spec.suspend")))
        say(out, 0, "Suspend:\t%s\n", bool_at(o, "spec.suspend"));
    say_number(out, "Backoff Limit", o, "spec.backoffLimit", "");
    say_number(out, "TTL Seconds After Finished", o, "spec.ttlSecondsAfterFinished", "");
    say_times(out, o);
    say_number(out, "Active Deadline Seconds", o, "spec.activeDeadlineSeconds", "s");
    say_statuses(out, o);
    if (str_eq(mode, "Indexed"))
        say_indexes(out, text_at(o, "status.completedIndexes"));
    describe_pod_template(out, doc_at(o, "spec.template"));
    return NULL;
}

/* ---- cron jobs ---- */

static struct err *print_cron_job(struct description *d)
{
    const cJSON *o = d->object, *job = doc_at(o, "spec.jobTemplate.spec"), *active = doc_at(o, "status.active"), *one;
    struct buf *out = &d->out;
    char time[TIME_TEXT];
    say_name(d);
    say_labels(d);
    say_annotations(d);
    say(out, 0, "Schedule:\t%s\n", text_at(o, "spec.schedule"));
    say(out, 0, "Concurrency Policy:\t%s\n", text_at(o, "spec.concurrencyPolicy"));
    say(out, 0, "Suspend:\t%s\n", truth_at(o, "spec.suspend"));
    say(out, 0, "Time Zone:\t%s\n",
        cJSON_IsString(doc_at(o, "spec.timeZone")) ? text_at(o, "spec.timeZone") : "<unset>");
    say_number_or_unset(out, "Successful Job History Limit", o, "spec.successfulJobsHistoryLimit", "");
    say_number_or_unset(out, "Failed Job History Limit", o, "spec.failedJobsHistoryLimit", "");
    say_number_or_unset(out, "Starting Deadline Seconds", o, "spec.startingDeadlineSeconds", "s");
    if (cJSON_IsObject(doc_get(job, "selector")))
        say_selector(out, doc_get(job, "selector"));
    else
        say(out, 0, "Selector:\t<unset>\n");
    say_number_or_unset(out, "Parallelism", job, "parallelism", "");
    say_number_or_unset(out, "Completions", job, "completions", "");
    say_number(out, "Active Deadline Seconds", job, "activeDeadlineSeconds", "s");
    describe_pod_template(out, doc_get(job, "template"));
    say(out, 0, "Last Schedule Time:\t%s\n",
        text_at(o, "status.lastScheduleTime")[0] != '\0' ? time_at(o, "status.lastScheduleTime", time) : "<unset>");
    say(out, 0, "Active Jobs:\t%s", is_filled(active) ? "" : "<none>");
    cJSON_ArrayForEach(one, active) say(out, 0, "%s%s", one == active->child ? "" : ", ", text_at(one, "name"));
    buf_addc(out, '\n');
    return NULL;
}

const struct describer describers_batch[] = {
    {"batch", "Job", "v1", NULL, print_job, false},
    {"batch", "CronJob", "v1", NULL, print_cron_job, false},
    {0},
};
