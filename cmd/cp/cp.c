/* cp.c - "cp": files and folders to and from containers. */
#include "cp.h"

#include "api/discovery.h"
#include "api/request.h"
#include "api/session.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "doc/doc.h"
#include "offer.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void complete_container(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out);

static const struct flag flags[] = {
    FLAG_STRING(struct cp, in.container, "container", 'c', "NAME", "", 0,
                "The container; by default the one that the pod's annotation "
                "kubectl.kubernetes.io/default-container names, else the pod's first.",
                .complete = complete_container),
    FLAG_BOOL(struct cp, in.no_preserve, "no-preserve", 0, "false", 0,
              "In the container, keep neither the owner nor the permissions of what is copied."),
    FLAG_INT(struct cp, in.retries, "retries", 0, "COUNT", "0", 0,
             "How often a copy from a container is resumed when its connection breaks; a negative number is "
             "without end."),
    FLAG_END,
};

/* ---- paths and specifications ---- */

char *cp_strip(const char *path)
{
    size_t n = strlen(path);
    return xstrndup(path, n > 1 && path[n - 1] == '/' ? n - 1 : n);
}

char *cp_remote_path(const char *path)
{
    char *stripped = cp_strip(path);
    for (char *p = stripped; *p != '\0'; p++) {
        if (*p == '\\')
            *p = '/';
    }
    return stripped;
}

/* [[NAMESPACE/]POD:]PATH */
static struct err *spec_parse(const char *arg, struct cp_spec *out)
{
    const char *colon = strchr(arg, ':');
    if (colon == NULL) {
        out->file = cp_strip(arg);
        return NULL;
    }
    struct strv pieces = {0};
    char *pod = xstrndup(arg, (size_t)(colon - arg));
    strv_split(&pieces, pod, '/');
    bool good = colon != arg && pieces.n <= 2;
    if (good) {
        out->pod = xstrdup(pieces.v[pieces.n - 1]);
        out->ns = pieces.n == 2 && *pieces.v[0] != '\0' ? xstrdup(pieces.v[0]) : NULL;
        out->file = cp_remote_path(colon + 1);
    }
    strv_release(&pieces);
    free(pod);
    return good ? NULL : err_new("filespec must match the canonical format: [[namespace/]pod:]file/path");
}

static void spec_release(struct cp_spec *s)
{
    free(s->ns);
    free(s->pod);
    free(s->file);
}

/* ---- the container ---- */

struct err *cp_exec(struct cp *o, const struct strv *command, bool in, struct remote_io *io)
{
    struct container_stream stream = o->stream;
    stream.command = command;
    stream.in = in;
    io->in = -1;
    return container_exec(o->ctx, &stream, io);
}

bool cp_no_program(const struct err *e)
{
    return e != NULL && (e->exit_code == 126 || e->exit_code == 127 ||
                         (e->kind == ERR_GENERIC && (strstr(e->msg, "executable file not found") != NULL ||
                                                     strstr(e->msg, "no such file or directory") != NULL)));
}

static struct err *read_pod(struct cp *o, cJSON **pod)
{
    const struct cp_spec *there = o->from.pod != NULL ? &o->from : &o->to;
    /* A built-in type: nobody needs to be asked where it is. */
    static const struct api_resource pods = {.group = (char *)"",
                                             .version = (char *)"v1",
                                             .name = (char *)"pods",
                                             .singular = (char *)"pod",
                                             .kind = (char *)"Pod",
                                             .namespaced = true};
    struct api_call call = {
        .verb = "get", .resource = &pods, .ns = there->ns != NULL ? there->ns : o->ns, .name = there->pod};
    *pod = NULL;
    return api_do(session_get(o->ctx), &call, pod);
}

/* ---- progress ---- */

static void human(char *out, size_t n, uint64_t bytes)
{
    static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
    double v = (double)bytes;
    size_t i = 0;
    for (; v >= 1024 && i < 4; i++)
        v /= 1024;
    snprintf(out, n, i == 0 ? "%.0f %s" : "%.1f %s", v, units[i]);
}

void cp_progress(struct cp *o, const char *name, uint64_t done, uint64_t size)
{
    int64_t now = clock_mono_ns();
    char a[32], b[32];
    if (!o->ctx->err_tty || size < 1 << 20 || (o->shown_ns != 0 && now - o->shown_ns < NS_PER_S / 10))
        return;
    o->shown_ns = now;
    human(a, sizeof a, done);
    human(b, sizeof b, size);
    char *safe = str_sanitize(name);
    fprintf(o->ctx->err, "\r\033[K%s of %s (%u%%) %.40s", a, b, (unsigned)(100.0 * (double)done / (double)size), safe);
    fflush(o->ctx->err);
    free(safe);
}

void cp_progress_end(struct cp *o)
{
    if (o->shown_ns != 0)
        fputs("\r\033[K", o->ctx->err);
    o->shown_ns = 0;
}

void cp_say(struct cp *o, bool out, const char *bytes, size_t n)
{
    FILE *to = out ? o->ctx->out : o->ctx->err;
    cp_progress_end(o);
    if (out ? o->ctx->out_tty : o->ctx->err_tty) {
        char *text = xstrndup(bytes, n), *safe = str_sanitize(text);
        fputs(safe, to);
        free(safe);
        free(text);
    } else {
        fwrite(bytes, 1, n, to);
    }
    fflush(to);
}

/* ---- the verb ---- */

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct cp *o = opts;
    bool enforced;
    const struct rest_config *config;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    struct err *e = session_namespace(session_get(ctx), &o->ns, &enforced);
    return e != NULL ? e : session_config(session_get(ctx), &config);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct cp *o = opts;
    (void)ctx;
    return o->args.n == 2 ? NULL : err_new("source and destination are required");
}

static struct err *run_in(struct cp *o)
{
    cJSON *pod = NULL;
    const cJSON *container = NULL;
    struct cmd_ctx said = *o->ctx;
    if (o->from.pod != NULL)
        said.err = o->ctx->out; /* as kubectl: what stands beside a download goes there */
    struct err *e = read_pod(o, &pod);
    if (e == NULL)
        e = container_check_phase(pod, "exec into");
    if (e == NULL)
        e = container_choose(&said, pod, o->in.container, false, &container);
    if (e == NULL) {
        o->stream = (struct container_stream){.ns = doc_str_at(pod, "metadata.namespace"),
                                              .pod = doc_str_at(pod, "metadata.name"),
                                              .container = doc_str_at(container, "name"),
                                              .subresource = "exec"};
        e = o->from.pod != NULL ? cp_from_pod(o) : cp_to_pod(o);
        cp_progress_end(o);
    }
    cJSON_Delete(pod);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct cp *o = opts;
    struct stat st;
    o->ctx = ctx;
    struct err *e = spec_parse(o->args.v[0], &o->from);
    if (e == NULL)
        e = spec_parse(o->args.v[1], &o->to);
    if (e != NULL)
        return e;
    /* A pod's name may be empty ("ns/:file"): then it is a local file for kubectl. */
    bool remote_from = !str_empty(o->from.pod), remote_to = !str_empty(o->to.pod);
    if (remote_from && remote_to)
        return err_new("one of src or dest must be a local file specification");
    if (*o->from.file == '\0' || *o->to.file == '\0')
        return err_new("filepath can not be empty");
    if (!remote_from && !remote_to)
        return err_new("one of src or dest must be a remote file specification");
    str_replace_owned(remote_from ? &o->to.pod : &o->from.pod, NULL);
    if (remote_to && stat(o->from.file, &st) != 0)
        return err_new("%s doesn't exist in local filesystem", o->from.file);
    return run_in(o);
}

static void release(void *opts)
{
    struct cp *o = opts;
    spec_release(&o->from);
    spec_release(&o->to);
    strv_release(&o->args);
}

/* ---- completion ---- */

static void complete_container(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    (void)opts;
    offer_pod_containers(ctx, opts, prefix, out);
}

struct offering {
    struct completion *out;
    const char *before, *after, *prefix;
};

static void add_name(void *arg, struct names_entry *entry)
{
    const struct offering *f = arg;
    char *word = xasprintf("%s%s%s", f->before, entry->name, f->after);
    if (str_starts(entry->name, f->prefix))
        completion_add(f->out, "", word, NULL);
    free(word);
}

static void add_pods_of(struct cmd_ctx *ctx, const char *prefix, struct completion *out)
{
    const char *slash = strchr(prefix, '/');
    char *ns = xstrndup(prefix, (size_t)(slash - prefix)), *before = xasprintf("%s/", ns), *at;
    const struct api_resource *pods = NULL;
    struct names_entry entry;
    struct buf list = buf_new();
    struct session *s = complete_begin(ctx);
    struct err *e = mapping_for_resource(s, "", "pods", &pods);
    if (e == NULL && pods != NULL)
        e = names_list(s, pods, ns, &list);
    at = list.data;
    while (e == NULL && pods != NULL && names_next(&at, &entry))
        add_name(&(struct offering){out, before, ":", slash + 1}, &entry);
    complete_end(s);
    err_free(e);
    buf_release(&list);
    free(before);
    free(ns);
}

static void add_files(const char *prefix, struct completion *out)
{
    DIR *d = opendir(".");
    const struct dirent *entry;
    struct strv names = {0};
    while (d != NULL && (entry = readdir(d)) != NULL) {
        struct stat st;
        if (str_starts(entry->d_name, prefix) && !str_eq(entry->d_name, ".") && !str_eq(entry->d_name, ".."))
            strv_adopt(&names, xasprintf("%s%s", entry->d_name,
                                         lstat(entry->d_name, &st) == 0 && S_ISDIR(st.st_mode) ? "/" : ""));
    }
    if (d != NULL)
        closedir(d);
    strv_sort(&names);
    for (size_t i = 0; i < names.n; i++)
        completion_add(out, "", names.v[i], NULL);
    strv_release(&names);
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    size_t from = out->words.n;
    (void)opts;
    (void)argv;
    out->directive = COMPLETE_NO_SPACE;
    if (argc > 0 || (*prefix != '\0' && strchr("/.~", *prefix) != NULL) || strchr(prefix, ':') != NULL)
        return;
    if (strchr(prefix, '/') != NULL) {
        add_pods_of(ctx, prefix, out);
        return;
    }
    complete_each(ctx, "namespaces", false, add_name, &(struct offering){out, "", "/", prefix});
    complete_each(ctx, "pods", false, add_name, &(struct offering){out, "", ":", prefix});
    if (*prefix == '\0') {
        completion_add(out, "", "./", NULL);
        completion_add(out, "", "/", NULL);
    } else if (out->words.n > from) {
        add_files(prefix, out);
    }
}

static const struct example examples[] = {
    {"A file into a pod", "kubec cp app.conf web:/etc/app.conf"},
    {"A folder into a container of a pod in another namespace", "kubec cp ./site shop/web:/srv/site -c main"},
    {"A file out of a pod", "kubec cp web:/var/log/app.log ./app.log"},
    {"A large file over a connection that breaks", "kubec cp db:/backup/dump.sql ./dump.sql --retries=10"},
    {"With links and modes as they are", "kubec exec web -- tar cf - /srv/site | tar xf -"},
    {0},
};

const struct command cmd_cp = {
    .name = "cp",
    .group = GROUP_TROUBLE,
    .usage = "FROM TO",
    .summary = "Copy files and folders to and from containers",
    .description =
        "Copies a file or a folder. One of FROM and TO is local, the other one has the form [NAMESPACE/]POD:PATH. "
        "A path that is relative starts at the container's working folder.\n\nThe container needs the program "
        "tar; where it has none a single file goes through cat and sh instead. A file that goes to a folder of the "
        "container keeps its name; a local TO is the name of the copy itself.\n\nNothing is written outside "
        "of TO, whatever the container sends: its links are skipped with a warning, and links below TO are not "
        "followed.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct cp),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_args,
};
