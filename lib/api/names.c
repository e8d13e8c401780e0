/* names.c - metadata-only lists of objects, and their cache. */
#include "api/names.h"

#include "api/request.h"
#include "api/session.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "doc/emit.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "kubec names 1\n"
#define HASH_HEX 40 /* letters of the hash in a file's name */
#define ACCEPT_AS ";as=PartialObjectMetadataList;g=meta.k8s.io;v="
#define ACCEPT "application/json" ACCEPT_AS "v1,application/json" ACCEPT_AS "v1beta1,application/json"

/* ---- the file ---- */

/* Each part with its length, so that no two lists of parts are alike. */
static void add_part(struct buf *b, const char *part)
{
    buf_addf(b, "%zu:%s", part != NULL ? strlen(part) : 0, part != NULL ? part : "-");
}

static void add_tree(struct buf *b, const cJSON *tree)
{
    struct buf text = buf_new();
    if (tree != NULL)
        emit_json_compact(&text, tree, 0);
    add_part(b, text.data);
    buf_release(&text);
}

/* Everything that decides what a list holds; passwords are not in it. */
static void add_identity(struct buf *b, const struct rest_config *c)
{
    const char *const parts[] = {c->host,      c->path,      c->tls_server_name,  c->proxy_url,       c->ca_file,
                                 c->ca_pem,    c->user_name, c->username,         c->token_file,      c->token,
                                 c->cert_file, c->cert_pem,  c->impersonate_user, c->impersonate_uid, c->context_name};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        add_part(b, parts[i]);
    for (size_t i = 0; i < c->impersonate_groups.n; i++)
        add_part(b, c->impersonate_groups.v[i]);
    add_tree(b, c->impersonate_extra);
    add_tree(b, c->exec);
}

/* The file of a list, and its folder; both the caller's. NULL when there is no cache. */
static char *file_of(struct session *s, const struct api_resource *r, const char *ns, char **folder)
{
    static const char hex[] = "0123456789abcdef";
    const struct rest_config *config;
    struct err *e = session_config(s, &config);
    char *base = e == NULL ? session_cache_dir(session_ctx(s)) : NULL;
    err_free(e);
    if (base == NULL)
        return NULL;
    struct buf key = buf_new();
    add_identity(&key, config);
    add_part(&key, ns);
    add_part(&key, r->group);
    add_part(&key, r->version);
    add_part(&key, r->name);
    uint8_t hash[SHA256_BYTES];
    sha256(key.data, key.len, hash);
    explicit_bzero(key.data, key.len);
    buf_release(&key);
    char name[HASH_HEX + 1];
    for (size_t i = 0; i < HASH_HEX; i++)
        name[i] = hex[i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15];
    name[HASH_HEX] = '\0';
    *folder = path_join(base, "kubec/names");
    free(base);
    return path_join(*folder, name);
}

static bool is_ours(const struct stat *st)
{
    return st->st_uid == geteuid() && (st->st_mode & (S_IRWXG | S_IRWXO)) == 0;
}

/* How old the list is, in nanoseconds; -1 when nothing can be read. */
static int64_t read_file(const char *path, struct buf *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return -1;
    struct stat st;
    int64_t age = -1;
    struct buf text;
    buf_init(&text, NAMES_MAX_FILE);
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && is_ours(&st) && st.st_size <= NAMES_MAX_FILE) {
        age = clock_now_ns() - ((int64_t)st.st_mtim.tv_sec * NS_PER_S + st.st_mtim.tv_nsec);
        buf_reserve(&text, (size_t)st.st_size);
        struct err *e = file_read_fd(fd, path, &text);
        if (e != NULL || !str_starts(text.data, MAGIC) || memchr(text.data, '\0', text.len) != NULL ||
            text.data[text.len - 1] != '\n' || age < 0 || age > NAMES_STALE_S * NS_PER_S)
            age = -1;
        err_free(e);
    }
    close(fd);
    if (age < 0)
        buf_release(&text);
    else
        *out = text;
    return age;
}

static bool is_cache_name(const char *name)
{
    size_t n = strspn(name, "0123456789abcdef");
    return n == HASH_HEX && (name[n] == '\0' || name[n] == '.'); /* ".": what an interrupted write left */
}

/* Removes what is too old to be used, and the oldest file when there are too many. */
static void tidy(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    if (d == NULL) {
        if (fd >= 0)
            close(fd);
        return;
    }
    int64_t now = clock_now_ns() / NS_PER_S;
    char oldest[HASH_HEX + 1] = "";
    time_t oldest_time = 0;
    size_t n = 0;
    for (const struct dirent *entry = readdir(d); entry != NULL; entry = readdir(d)) {
        struct stat st;
        if (!is_cache_name(entry->d_name) || fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        if (now - (int64_t)st.st_mtime > NAMES_STALE_S) {
            unlinkat(fd, entry->d_name, 0);
        } else if (entry->d_name[HASH_HEX] == '\0') {
            n++;
            if (oldest[0] == '\0' || st.st_mtime < oldest_time) {
                memcpy(oldest, entry->d_name, sizeof oldest);
                oldest_time = st.st_mtime;
            }
        }
    }
    if (n >= NAMES_MAX_FILES)
        unlinkat(fd, oldest, 0);
    closedir(d);
}

/* Makes the folder; false when it is not ours alone. */
static bool make_folder(const char *folder)
{
    struct stat st;
    if (lstat(folder, &st) != 0) {
        char *parent = path_dir(folder);
        struct err *e = file_mkdir_all(parent, 0750);
        free(parent);
        bool made = e == NULL && mkdir(folder, S_IRWXU) == 0;
        err_free(e);
        if (!made || lstat(folder, &st) != 0)
            return false;
    }
    return S_ISDIR(st.st_mode) && is_ours(&st);
}

static void write_file(const char *folder, const char *path, const struct buf *list)
{
    if (list->len > NAMES_MAX_FILE || !make_folder(folder))
        return;
    tidy(folder);
    err_free(file_write_atomic(path, list->data, list->len, S_IRUSR | S_IWUSR, false));
}

/* ---- the server ---- */

/* No name or label that a server allows has blanks; a hostile one shall not forge a line. */
static bool is_word(const char *s)
{
    for (const char *p = s; *p != '\0'; p++)
        if ((unsigned char)*p <= ' ' || *p == 0x7f)
            return false;
    return *s != '\0';
}

static void add_entry(struct buf *out, const cJSON *metadata)
{
    const char *name = doc_str_at(metadata, "name");
    if (name == NULL || !is_word(name))
        return;
    buf_adds(out, name);
    const cJSON *l;
    cJSON_ArrayForEach(l, doc_get(metadata, "labels"))
    {
        if (cJSON_IsString(l) && is_word(l->string) && (l->valuestring[0] == '\0' || is_word(l->valuestring)))
            buf_addf(out, "\t%s=%s", l->string, l->valuestring);
    }
    cJSON_ArrayForEach(l, doc_get(metadata, "annotations"))
    {
        if (is_word(l->string))
            buf_addf(out, "\t@%s", l->string);
    }
    buf_addc(out, '\n');
}

static struct err *ask(struct session *s, const struct api_resource *r, const char *ns, struct buf *out)
{
    char *limit = xasprintf("%d", NAMES_PAGE), *more = NULL;
    struct err *e = NULL;
    for (int page = 0; e == NULL && page < NAMES_MAX_PAGES; page++) {
        const char *const query[] = {"limit", limit, more != NULL ? "continue" : "resourceVersion",
                                     more != NULL ? more : "0", NULL};
        const struct api_call call = {.verb = "list", .resource = r, .ns = ns, .query = query, .accept = ACCEPT};
        cJSON *list = NULL;
        const cJSON *item;
        e = api_do(s, &call, &list);
        cJSON_ArrayForEach(item, doc_get(list, "items")) add_entry(out, doc_get(item, "metadata"));
        str_replace_owned(&more, xstrdup_null(doc_str_at(list, "metadata.continue")));
        cJSON_Delete(list);
        if (str_empty(more))
            break;
    }
    free(more);
    free(limit);
    return e;
}

/* True for an error that says nothing about what there is. */
static bool gives_no_answer(const struct err *e)
{
    return e != NULL && (e->kind == ERR_NET || e->http_status == 429 || e->http_status >= 500);
}

struct err *names_list(struct session *s, const struct api_resource *r, const char *ns, struct buf *out)
{
    struct buf old = buf_new();
    char *folder = NULL;
    if (!r->namespaced)
        ns = "";
    char *path = file_of(s, r, ns, &folder);
    int64_t age = path != NULL ? read_file(path, &old) : -1;
    struct err *e = NULL;
    if (age >= 0 && age <= NAMES_FRESH_S * NS_PER_S) {
        *out = old;
    } else {
        struct buf list = buf_new();
        buf_adds(&list, MAGIC);
        e = ask(s, r, ns, &list);
        if (e == NULL && path != NULL)
            write_file(folder, path, &list);
        if (gives_no_answer(e) && age >= 0) {
            err_free(e);
            e = NULL;
            buf_release(&list);
            list = old;
        } else {
            buf_release(&old);
        }
        if (e == NULL)
            *out = list;
        else
            buf_release(&list);
    }
    free(path);
    free(folder);
    return e;
}

void names_forget(struct session *s, const struct api_resource *r, const char *ns)
{
    const char *const spaces[] = {r->namespaced && ns != NULL ? ns : "", "", NULL};
    for (size_t i = str_empty(spaces[0]) ? 1 : 0; spaces[i] != NULL; i++) {
        char *folder = NULL, *path = file_of(s, r, spaces[i], &folder);
        if (path != NULL)
            unlink(path);
        free(path);
        free(folder);
    }
}

/* ---- reading ---- */

bool names_next(char **at, struct names_entry *out)
{
    if (str_starts(*at, MAGIC))
        *at += strlen(MAGIC);
    for (;;) {
        char *line = *at, *end = strchr(line, '\n');
        if (end == NULL)
            return false;
        *end = '\0';
        *at = end + 1;
        char *tab = strchr(line, '\t');
        if (tab != NULL)
            *tab++ = '\0';
        out->name = line;
        out->labels = tab != NULL ? tab : end;
        if (is_word(line))
            return true;
    }
}

const char *names_word(char **rest)
{
    char *word = *rest, *tab = strchr(word, '\t');
    if (*word == '\0')
        return NULL;
    if (tab != NULL)
        *tab++ = '\0';
    *rest = tab != NULL ? tab : word + strlen(word);
    return is_word(word) ? word : NULL;
}
