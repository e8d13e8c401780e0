/* gvk.c - the names of API types. */
#include "api/gvk.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void gvk_release(struct gvk *g)
{
    free(g->group);
    free(g->version);
    free(g->kind);
    *g = (struct gvk){0};
}

struct gvk gvk_parse(const char *api_version, const char *kind)
{
    struct gvk g = {.kind = xstrdup(kind != NULL ? kind : "")};
    const char *slash = api_version != NULL ? strchr(api_version, '/') : NULL;
    if (slash == NULL) {
        g.group = xstrdup("");
        g.version = xstrdup(api_version != NULL ? api_version : "");
        return g;
    }
    g.group = xstrndup(api_version, (size_t)(slash - api_version));
    g.version = xstrdup(slash + 1);
    return g;
}

char *group_version(const char *group, const char *version)
{
    return str_empty(group) ? xstrdup(version) : xasprintf("%s/%s", group, version);
}

char *gvk_api_version(const struct gvk *g)
{
    return group_version(g->group, g->version);
}

struct api_resource *api_resource_new(void)
{
    return xcalloc(1, sizeof(struct api_resource));
}

void api_resource_free(struct api_resource *r)
{
    if (r == NULL)
        return;
    free(r->group);
    free(r->version);
    free(r->name);
    free(r->singular);
    free(r->kind);
    free(r->storage_hash);
    strv_release(&r->short_names);
    strv_release(&r->categories);
    strv_release(&r->verbs);
    strv_release(&r->subresources);
    free(r);
}

char *api_resource_id(const struct api_resource *r)
{
    return str_empty(r->group) ? xstrdup(r->name) : xasprintf("%s.%s", r->name, r->group);
}

struct gvk api_resource_gvk(const struct api_resource *r)
{
    return (struct gvk){.group = xstrdup(r->group), .version = xstrdup(r->version), .kind = xstrdup(r->kind)};
}

char *kind_singular(const char *kind)
{
    return str_lower(kind);
}
