/* disc.h - the inside of discovery: its tables, cache and fetching. Private to lib/api. */
#ifndef KUBEC_API_DISC_H
#define KUBEC_API_DISC_H

#include "api/discovery.h"
#include "base/buf.h"
#include "base/map.h"

#include <cjson/cJSON.h>

/* UNREAD: nothing is known. TEXT: the cache file's bytes are in `text`. READY: parsed. ABSENT: not to be had. */
enum gv_state { GV_UNREAD, GV_TEXT, GV_READY, GV_ABSENT };

struct disc_gv {
    char *gv, *group, *version;
    enum gv_state state;
    struct buf text;
    struct api_resource **res;
    size_t n;
    size_t rank; /* kubectl's priority: core v1, then groups in order, in each the preferred version first */
};

struct disc_group {
    char *name, *preferred; /* preferred: a version */
    size_t first, n;        /* its versions in gvs */
};

/* Bounds on what a server or a cache file may tell. */
#define DISC_MAX_FILE ((size_t)32 << 20)
#define DISC_MAX_GVS 20000

struct discovery {
    struct session *s;
    char *dir; /* of the cache for this host; NULL: no cache */
    struct disc_group *groups;
    size_t ngroups;
    struct disc_gv *gvs;
    size_t ngvs;
    bool have_groups;
    bool fetched;               /* the tables came from the server in this process */
    bool disk_used;             /* something came from the disk (client-go: not fresh) */
    bool no_disk;               /* invalidated: cache files are not looked at */
    bool broken;                /* a cache file could not be parsed */
    struct strv failed;         /* "g/v: TEXT" of groups that could not be had */
    struct disc_gv core;        /* "v1" by itself, while the groups are not needed */
    struct api_resource **kept; /* resources of earlier tables, and built-in ones */
    size_t nkept;
    struct map memo; /* "g/v/kind" to a resource */
    struct strv warned;
};

/* The discovery of the session, made at first use. */
struct err *disc_get(struct session *s, struct discovery **out) ERR_MUST_USE;
/* Throws the tables away, keeping the resources alive. */
void disc_clear(struct discovery *d);
void disc_keep(struct discovery *d, struct api_resource *r);
void disc_gv_clear(struct discovery *d, struct disc_gv *gv);

/* The tables from a metav1.APIGroupList; false if it is none. Ranks are set. */
bool disc_set_groups(struct discovery *d, const cJSON *list);
/* The resources from a metav1.APIResourceList; false if it is none. */
bool disc_set_resources(struct disc_gv *gv, const cJSON *list);
/* Parses gv->text when it is there. False (and d->broken) when it does not parse. */
bool disc_parse(struct discovery *d, struct disc_gv *gv);
/* Marks which resources are the preferred ones; all groups must be READY or ABSENT. */
void disc_mark_preferred(struct discovery *d);

/* True if the word stands in quotes (any case) somewhere in the text: a cache file without it cannot answer. */
bool disc_text_has(const struct buf *text, const char *word);

/* ---- cache.c ---- */
/* Sets d->dir by kubectl's rules. */
struct err *disc_cache_init(struct discovery *d) ERR_MUST_USE;
/* Reads a fresh cache file, "servergroups.json" or "apps/v1/serverresources.json"; false if there is none. */
bool disc_cache_read(struct discovery *d, const char *name, struct buf *out);
/* The file of a group's version. The caller frees; NULL for a name that is no path. */
char *disc_cache_name(const char *gv);
/* Writes a cache file; what fails is not told. */
void disc_cache_write(struct discovery *d, const char *name, const cJSON *tree);

/* ---- fetch.c ---- */
/* Asks the server for everything, fills the tables and writes the cache. */
struct err *disc_fetch(struct discovery *d) ERR_MUST_USE;

/* ---- discovery.c ---- */
/* The groups, from the cache or the server. */
struct err *disc_groups(struct discovery *d) ERR_MUST_USE;
/* The text of each group's version: after it all are TEXT, READY or ABSENT. */
struct err *disc_texts(struct discovery *d) ERR_MUST_USE;

#endif
