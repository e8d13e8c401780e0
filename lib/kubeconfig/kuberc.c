/* kuberc.c - reading and writing the file of preferences. */
#include "kubeconfig/kuberc.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/klog.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/strv.h"
#include "doc/doc.h"
#include "doc/emit.h"
#include "kubeconfig/types.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define GROUP "kubectl.config.k8s.io"
#define NEWEST GROUP "/v1beta1"
#define LOG_LEVEL 5

/* ---- the shapes ---- */

enum kind { TEXT, TEXTS, LIST };

struct shape;

struct member {
    const char *json; /* the name in the file */
    const char *name; /* in v1beta1, where that differs */
    enum kind kind;
    bool always;        /* stands there even when it is empty */
    const char *gotype; /* LIST: for errors */
    const struct shape *of;
};

struct shape {
    const char *gotype;
    const struct member *members; /* ends with a NULL json */
};

static const struct shape option = {
    "CommandOptionDefault",
    (const struct member[]){{.json = "name", .always = true}, {.json = "default", .always = true}, {0}}};

#define OPTIONS(JSON, ALWAYS, VERSION)                                                                                 \
    {                                                                                                                  \
        .json = JSON, .name = "options", .kind = LIST, .always = ALWAYS, .gotype = VERSION ".CommandOptionDefault",    \
        .of = &option                                                                                                  \
    }
#define DEFAULTS(VERSION, JSON)                                                                                        \
    {                                                                                                                  \
        "CommandDefaults", (const struct member[])                                                                     \
        {                                                                                                              \
            {.json = "command", .always = true}, OPTIONS(JSON, true, VERSION),                                         \
            {                                                                                                          \
                0                                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
    }
#define ALIAS(VERSION, JSON)                                                                                           \
    {                                                                                                                  \
        "AliasOverride", (const struct member[])                                                                       \
        {                                                                                                              \
            {.json = "name", .always = true}, {.json = "command", .always = true},                                     \
                {.json = "prependArgs", .kind = TEXTS}, {.json = "appendArgs", .kind = TEXTS},                         \
                OPTIONS(JSON, false, VERSION),                                                                         \
            {                                                                                                          \
                0                                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
    }
static const struct shape defaults_alpha = DEFAULTS("v1alpha1", "flags"), alias_alpha = ALIAS("v1alpha1", "flags"),
                          defaults_beta = DEFAULTS("v1beta1", "options"), alias_beta = ALIAS("v1beta1", "options");
static const struct shape allowed = {"AllowlistEntry",
                                     (const struct member[]){{.json = "name"}, {.json = "command"}, {0}}};

#define TYPE_META                                                                                                      \
    {.json = "kind", .always = true},                                                                                  \
    {                                                                                                                  \
        .json = "apiVersion", .always = true                                                                           \
    }
static const struct shape
    alpha =
        {"Preference",
         (const struct member[]){
             TYPE_META,
             {.json = "overrides",
              .name = "defaults",
              .kind = LIST,
              .always = true,
              .gotype = "v1alpha1.CommandDefaults",
              .of = &defaults_alpha},
             {.json = "aliases", .kind = LIST, .always = true, .gotype = "v1alpha1.AliasOverride", .of = &alias_alpha},
             {0}}},
    beta = {"Preference",
            (const struct member[]){
                TYPE_META,
                {.json = "defaults",
                 .kind = LIST,
                 .always = true,
                 .gotype = "v1beta1.CommandDefaults",
                 .of = &defaults_beta},
                {.json = "aliases", .kind = LIST, .always = true, .gotype = "v1beta1.AliasOverride", .of = &alias_beta},
                {.json = "credentialPluginPolicy"},
                {.json = "credentialPluginAllowlist", .kind = LIST, .gotype = "v1beta1.AllowlistEntry", .of = &allowed},
                {0}}};

/* ---- from a document to preferences ---- */

/* One decoding: what strict decoding minds is collected, the first value of a wrong type is the error. */
struct decoding {
    bool sorted;        /* YAML: kubectl turns it to JSON with sorted keys first */
    struct strv strict; /* the words of Go's strict decoder */
    struct err *e;
};

#define STRICT_MAX 100 /* Go's decoder keeps no more */

static char *below(const char *path, const char *name)
{
    return *path ? xasprintf("%s.%s", path, name) : xstrdup(name);
}

static void wrong(struct decoding *d, const cJSON *v, const char *gostruct, const char *gopath, const char *gotype)
{
    if (!d->e)
        d->e = kc_field_error(v, gostruct, gopath, gotype);
}

static cJSON *decode_object(struct decoding *d, const struct shape *shape, const cJSON *in, const char *path,
                            const char *gopath);

static cJSON *decode_item(struct decoding *d, const struct shape *owner, const struct member *m, const cJSON *item,
                          size_t index, const char *path, const char *gopath)
{
    cJSON *out = NULL;

    if (m->kind == TEXTS) {
        if (!cJSON_IsString(item) && !cJSON_IsNull(item))
            wrong(d, item, owner->gotype, gopath, "string");
        return cJSON_CreateString(cJSON_IsString(item) ? item->valuestring : "");
    }
    if (!cJSON_IsObject(item) && !cJSON_IsNull(item)) {
        wrong(d, item, owner->gotype, gopath, m->gotype);
    } else {
        char *place = xasprintf("%s[%zu]", path, index);

        out = decode_object(d, m->of, cJSON_IsObject(item) ? item : NULL, place, gopath);
        free(place);
    }
    return out ? out : cJSON_CreateObject();
}

/* NULL for null. */
static cJSON *decode_list(struct decoding *d, const struct shape *owner, const struct member *m, const cJSON *v,
                          const char *path, const char *gopath)
{
    char *gotype = xasprintf("[]%s", m->kind == TEXTS ? "string" : m->gotype);
    cJSON *out = NULL;
    size_t index = 0;

    if (cJSON_IsArray(v)) {
        out = cJSON_CreateArray();
        for (const cJSON *item = v->child; item && !d->e; item = item->next)
            cJSON_AddItemToArray(out, decode_item(d, owner, m, item, index++, path, gopath));
    } else if (!cJSON_IsNull(v)) {
        wrong(d, v, owner->gotype, gopath, gotype);
    }
    free(gotype);
    return out;
}

static cJSON *decode_member(struct decoding *d, const struct shape *owner, const struct member *m, const cJSON *v,
                            const char *path, const char *gopath)
{
    char *place = below(path, m->json), *goplace = below(gopath, m->json);
    cJSON *out = NULL;

    if (m->kind != TEXT) {
        out = decode_list(d, owner, m, v, place, goplace);
    } else if (cJSON_IsString(v)) {
        out = cJSON_CreateString(v->valuestring);
    } else if (!cJSON_IsNull(v)) {
        wrong(d, v, owner->gotype, goplace,
              strcmp(m->json, "credentialPluginPolicy") == 0 ? "v1beta1.CredentialPluginPolicy" : "string");
    }
    free(place);
    free(goplace);
    return out;
}

static const struct member *find_member(const struct shape *shape, const char *json)
{
    for (const struct member *m = shape->members; m->json; m++)
        if (strcmp(m->json, json) == 0)
            return m;
    return NULL;
}

/* Notes what strict decoding minds, once. */
static void add_strict(struct decoding *d, const char *what, const char *path, const char *name)
{
    char *place = below(path, name), *quoted = str_quote(place), *text = xasprintf("%s field %s", what, quoted);

    if (d->strict.n < STRICT_MAX && !strv_has(&d->strict, text))
        strv_add(&d->strict, text);
    free(place);
    free(quoted);
    free(text);
}

/* The object with all its members in order; `in` may be NULL. */
static cJSON *decode_object(struct decoding *d, const struct shape *shape, const cJSON *in, const char *path,
                            const char *gopath)
{
    cJSON *read = cJSON_CreateObject(), *seen = cJSON_CreateObject(), *out = cJSON_CreateObject();
    size_t n = 0;
    const cJSON **members = NULL;

    if (in && d->sorted)
        members = doc_sorted(in, &n);
    for (const cJSON *v = members ? NULL : in ? in->child : NULL; v; v = v->next) {
        members = xreallocarray(members, n + 1, sizeof(*members));
        members[n++] = v;
    }
    for (size_t i = 0; members && i < n && !d->e; i++) {
        const struct member *m = find_member(shape, members[i]->string);
        cJSON *v = NULL;

        if (!m) {
            add_strict(d, "unknown", path, members[i]->string);
            continue;
        }
        if (doc_get(seen, m->json))
            add_strict(d, "duplicate", path, m->json);
        doc_set(seen, m->json, cJSON_CreateTrue());
        v = decode_member(d, shape, m, members[i], path, gopath);
        if (v)
            doc_set(read, m->json, v);
    }
    for (const struct member *m = shape ? shape->members : NULL; m && m->json; m++) {
        const cJSON *v = doc_get(read, m->json);
        bool empty = !v || (cJSON_IsString(v) && !*v->valuestring);

        if (!empty || m->always)
            doc_set(out, m->name ? m->name : m->json,
                    v                 ? doc_dup(v)
                    : m->kind == TEXT ? cJSON_CreateString("")
                                      : cJSON_CreateNull());
    }
    cJSON_Delete(read);
    cJSON_Delete(seen);
    free(members);
    return out;
}

/* v1beta1's older "name" of a program is "command" now. */
static struct err *convert_allowlist(cJSON *prefs)
{
    cJSON *list = doc_get(prefs, "credentialPluginAllowlist");

    for (cJSON *entry = list ? list->child : NULL; entry; entry = entry->next) {
        const char *name = doc_str_at(entry, "name"), *command = doc_str_at(entry, "command");

        if (name && command && strcmp(name, command) != 0)
            return err_new("both `Name` and `Command` were supplied with different values. `Name` is deprecated, use "
                           "`Command` instead");
        if (name && !command)
            doc_set_str(entry, "command", name);
        doc_remove(entry, "name");
    }
    return NULL;
}

/* ---- the documents of a file ---- */

/* A file that is being read. */
struct reading {
    const char *path;
    FILE *log; /* NULL: nothing is logged */
    cJSON *prefs;
    const char *version; /* of the document */
    struct strv strict;  /* what strict decoding finds wrong with prefs */
};

static bool starts_as_json(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return *text == '{';
}

/* The document as kubectl's lenient decoder reads it, where the last of two equal keys counts. *root is the caller's,
 * NULL for null. JSON keeps both keys. *twice: YAML's error for a key that stands twice, which only the strict decoder
 * minds. */
static struct err *parse(const struct buf *text, bool json, cJSON **root, struct err **twice)
{
    struct source *src = source_new("kuberc", xstrndup(text->data, text->len), text->len);
    unsigned flags = DOC_NO_POS | (json ? DOC_JSON | DOC_STRICT : DOC_AS_YAML);
    struct doc *doc = NULL;
    struct err *e = doc_read_one(src, flags, &doc);

    *twice = NULL;
    *root = NULL;
    if (e) {
        struct err *lenient = doc_read_one(src, json ? DOC_NO_POS | DOC_JSON : flags | DOC_LAST_WINS, &doc);

        if (!lenient && !json)
            *twice = e;
        else
            err_free(lenient ? lenient : e);
        if (!lenient)
            e = NULL;
        if (!lenient && json)
            *root = cJSON_ParseWithLength(text->data, text->len);
    }
    if (!e && doc && !*root) {
        *root = doc->root;
        doc->root = NULL;
    }
    doc_free(doc);
    source_unref(src);
    return e;
}

/* The kind and version of the document, as far as they are ours. */
static struct err *shape_of(const cJSON *root, const char *text, const struct shape **out)
{
    const char *kind = kc_str(root, "kind"), *version = kc_str(root, "apiVersion");

    *out = NULL;
    if (*kind == '\0')
        return err_new("Object 'Kind' is missing in '%s'", text);
    if (*version == '\0')
        return err_new("Object 'apiVersion' is missing in '%s'", text);
    if (strcmp(kind, "Preference") == 0 && strcmp(version, NEWEST) == 0)
        *out = &beta;
    else if (strcmp(kind, "Preference") == 0 && strcmp(version, GROUP "/v1alpha1") == 0)
        *out = &alpha;
    else
        return err_new("no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:111\"", kind,
                       version);
    return NULL;
}

#define META_ERROR "couldn't get version/kind; json parse error"

/* kubectl reads kind and version first, on their own. */
static struct err *check_meta(const cJSON *root)
{
    static const char *const names[] = {"apiVersion", "kind"};
    struct err *e = NULL;

    if (root && !cJSON_IsObject(root) && !cJSON_IsNull(root))
        return kc_no_object(root);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !e; i++) {
        const cJSON *v = cJSON_IsObject(root) ? doc_get(root, names[i]) : NULL;

        if (v && !cJSON_IsString(v) && !cJSON_IsNull(v))
            e = kc_field_error(v, "", names[i], "string");
    }
    return err_wrap(e, META_ERROR);
}

/* Decodes one document into r->prefs. The error says why it is of no use. */
static struct err *decode(struct reading *r, const struct buf *text)
{
    struct decoding d = {.sorted = !starts_as_json(text->data)};
    cJSON *root = NULL, *prefs = NULL;
    struct err *twice = NULL, *e = parse(text, !d.sorted, &root, &twice);
    const struct shape *shape = NULL;

    if (e && !d.sorted)
        e = err_wrap(e, META_ERROR);
    if (!e)
        e = check_meta(root);
    if (!e)
        e = shape_of(root, text->data, &shape);
    if (!e) {
        prefs = decode_object(&d, shape, root, "", "");
        e = d.e ? d.e : convert_allowlist(prefs);
    }
    if (e) {
        cJSON_Delete(prefs);
    } else {
        r->version = shape == &beta ? NEWEST : GROUP "/v1alpha1";
        doc_set_str(prefs, "apiVersion", NEWEST);
        r->prefs = prefs;
        if (twice)
            strv_add(&r->strict, twice->msg);
        strv_extend(&r->strict, &d.strict);
    }
    strv_release(&d.strict);
    err_free(twice);
    cJSON_Delete(root);
    return e;
}

/* Takes the next document off the text at *at, as kubectl's YAMLReader does; *any is false at the end. */
static struct err *next_document(const char **at, struct buf *out, bool *any)
{
    buf_clear(out);
    *any = false;
    while (**at) {
        size_t n = strcspn(*at, "\n");
        const char *line = *at, *end = line + n;

        *at = *end ? end + 1 : end;
        if (end > line && end[-1] == '\r')
            end--;
        if (end - line >= 3 && memcmp(line, "---", 3) == 0) {
            const char *rest = line + 3, *stop = end;

            while (rest < stop && isspace((unsigned char)*rest))
                rest++;
            while (stop > rest && isspace((unsigned char)stop[-1]))
                stop--;
            if (rest < stop && *rest != '#')
                return err_new("invalid Yaml document separator: %.*s", (int)(stop - rest), rest);
            if (out->len > 0) /* else it belongs to the document that it begins */
                break;
        }
        buf_add(out, line, (size_t)(end - line));
        buf_addc(out, '\n');
    }
    *any = out->len > 0;
    return NULL;
}

static bool blank(const struct buf *text)
{
    return strspn(text->data, " \t\n\v\f\r") == text->len;
}

static struct err *decode_all(struct reading *r, const char *text)
{
    struct buf one;
    struct err *e = NULL;
    size_t tried = 0;
    bool any = true;

    buf_init(&one, KUBERC_MAX_BYTES * 2);
    while (!r->prefs && !e) {
        struct err *useless = NULL;

        e = next_document(&text, &one, &any);
        if (e || !any)
            break;
        if (blank(&one))
            continue;
        tried++;
        useless = decode(r, &one);
        if (useless && r->log)
            klog_print(r->log, 'I', "marshal.go:71", "kuberc: strict decoding error for entry %zu in %s: %s", tried,
                       r->path, useless->msg);
        else if (r->prefs && r->log)
            klog_print(r->log, 'I', "marshal.go:94", "kuberc: using entry %zu (%s) in %s", tried, r->version, r->path);
        err_free(useless);
    }
    buf_release(&one);
    if (!e && !r->prefs && tried > 0)
        e = err_new("no valid preferences found in %s, use --v=5 to see details", r->path);
    if (!e && !r->prefs && r->log)
        klog_print(r->log, 'I', "marshal.go:103", "kuberc: no preferences found in %s", r->path);
    return e;
}

/* kubectl's decodePreference. r->prefs is NULL for a file without documents. */
static struct err *decode_file(struct reading *r, bool *missing)
{
    struct buf text;
    struct err *e = NULL;
    struct stat st;

    *missing = false;
    buf_init(&text, KUBERC_MAX_BYTES);
    e = file_read(r->path, &text);
    if (e)
        *missing = stat(r->path, &st) < 0 && errno == ENOENT;
    else
        e = decode_all(r, text.data);
    buf_release(&text);
    return e;
}

/* "strict decoding error: A, B", or NULL. */
static struct err *strict_error(const struct reading *r)
{
    char *all = r->strict.n > 0 ? strv_join(&r->strict, ", ") : NULL;
    struct err *e = all ? err_new("strict decoding error: %s", all) : NULL;

    free(all);
    return e;
}

/* ---- what others call ---- */

struct err *kuberc_path(const char *flag, char **path, bool *by_user)
{
    const char *env = getenv("KUBERC"), *home = path_home();
    char *joined = NULL, *usual = NULL;

    *path = NULL;
    *by_user = false;
    if (env && strcmp(env, "off") == 0)
        return str_empty(flag)
                   ? NULL
                   : err_new("disabling kuberc via KUBERC=off and passing kuberc flag are mutually exclusive");
    joined = path_join(home, ".kube/kuberc");
    usual = path_clean(joined);
    *by_user = !str_empty(flag);
    *path = xstrdup(*by_user ? flag : usual);
    if (strcmp(*path, usual) == 0 && !str_empty(env)) {
        *by_user = true;
        str_replace_owned(path, xstrdup(env));
    }
    free(joined);
    free(usual);
    return NULL;
}

struct err *kuberc_read(const char *path, cJSON **out, bool *missing)
{
    struct reading r = {.path = path};
    struct err *e = decode_file(&r, missing);

    if (!e)
        e = strict_error(&r);
    if (e)
        cJSON_Delete(r.prefs);
    *out = e ? NULL : r.prefs;
    strv_release(&r.strict);
    return e;
}

struct err *kuberc_preferences(const struct cmd_ctx *ctx, const char *path, int verbosity, cJSON **out)
{
    struct reading r = {.log = verbosity >= LOG_LEVEL ? ctx->err : NULL};
    char *file = NULL;
    bool by_user = false, missing = false;
    struct err *e = kuberc_path(path, &file, &by_user);

    *out = NULL;
    if (e || !file)
        return e;
    r.path = file;
    e = decode_file(&r, &missing);
    if (!e) {
        struct err *strict = strict_error(&r);

        if (strict) /* kubectl ends neither line */
            fprintf(ctx->err, "kuberc: ignoring strict decoding error in %s: %s", file, strict->msg);
        err_free(strict);
        *out = r.prefs;
    } else if (by_user) {
        e = err_wrap(e, "kuberc");
    } else {
        if (!missing)
            fprintf(ctx->err, "kuberc: no preferences loaded from %s: %s", file, e->msg);
        err_free(e);
        e = NULL;
    }
    strv_release(&r.strict);
    free(file);
    return e;
}

cJSON *kuberc_new(void)
{
    cJSON *prefs = cJSON_CreateObject();

    doc_set_str(prefs, "kind", "Preference");
    doc_set_str(prefs, "apiVersion", NEWEST);
    doc_set(prefs, "defaults", cJSON_CreateNull());
    doc_set(prefs, "aliases", cJSON_CreateNull());
    return prefs;
}

/* Removes lists without items that v1beta1 leaves out. */
static void drop_empty(cJSON *object, const char *name)
{
    const cJSON *list = doc_get(object, name);

    if (list && !list->child)
        doc_remove(object, name);
}

cJSON *kuberc_shown(const cJSON *prefs)
{
    cJSON *out = doc_dup(prefs), *aliases = doc_get(out, "aliases");

    drop_empty(out, "credentialPluginAllowlist");
    for (cJSON *a = aliases ? aliases->child : NULL; a; a = a->next) {
        drop_empty(a, "prependArgs");
        drop_empty(a, "appendArgs");
        drop_empty(a, "options");
    }
    return out;
}

struct err *kuberc_write(const char *path, const cJSON *prefs)
{
    char *dir = path_dir(path);
    cJSON *shown = kuberc_shown(prefs);
    struct buf text = buf_new();
    struct err *e = err_wrap(file_mkdir_all(dir, 0755), "failed to create directory %s", dir);
    struct stat st;
    bool there = stat(path, &st) == 0;

    emit_yaml(&text, shown);
    if (!e && there && (S_ISDIR(st.st_mode) || access(path, W_OK) < 0)) { /* a rename would pass over both */
        char *why = file_errno_text(S_ISDIR(st.st_mode) ? EISDIR : errno);

        e = err_new("failed to write kuberc file: open %s: %s", path, why);
        free(why);
    }
    if (!e)
        e = err_wrap(file_write_atomic(path, text.data, text.len, there ? st.st_mode & 0777 : 0644, true),
                     "failed to write kuberc file");
    buf_release(&text);
    cJSON_Delete(shown);
    free(dir);
    return e;
}
