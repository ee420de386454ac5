// Sends prepared HTTP/1.1 requests over many kept-alive connections of one thread, each the next as soon as the last is answered.
//
//   http_load PORT CONNECTIONS FILE SECONDS
//
// FILE holds the requests one after the other, each behind its length (32 bits, little endian).  It stops when all are
// answered, or after SECONDS.  With as many connections as requests all are sent together.  Prints one JSON object;
// milliseconds are from the beginning of a request's connection or sending to the last byte of its answer.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

typedef struct {
    int handle;
    const char *request;
    size_t length, sent;
    double began;
    char head[8192];
    size_t headed;
    // Bytes of the body that are still to come; -1 while the head is.
    long rest;
    int status;
} connection;

static const char *requests, *end;
static double *times;
static size_t answered, failed, room;
static long statuses[600];
static int queue, port;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void dial(connection *c) {
    c->handle = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    int one = 1;
    setsockopt(c->handle, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    connect(c->handle, (struct sockaddr *)&a, sizeof a);
    struct epoll_event e = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = c};
    epoll_ctl(queue, EPOLL_CTL_ADD, c->handle, &e);
}

// Takes the next request; false when there is none.
static int take(connection *c) {
    if (requests >= end) {
        c->request = NULL;
        return 0;
    }
    uint32_t length;
    memcpy(&length, requests, 4);
    c->request = requests + 4;
    c->length = length;
    c->sent = 0;
    c->headed = 0;
    c->rest = -1;
    c->began = now();
    requests += 4 + length;
    return 1;
}

static void push(connection *c) {
    while (c->request && c->sent < c->length) {
        ssize_t n = send(c->handle, c->request + c->sent, c->length - c->sent, MSG_NOSIGNAL);
        if (n <= 0) return;
        c->sent += n;
    }
}

static void done(connection *c) {
    if (answered < room) times[answered] = now() - c->began;
    answered++;
    if (c->status > 0 && c->status < 600) statuses[c->status]++;
}

// The connection was lost: the request counts as failed and the next goes over a new one.
static void lost(connection *c, int *busy) {
    if (c->request) failed++;
    close(c->handle);
    if (take(c)) dial(c);
    else (*busy)--;
}

// Reads what there is; returns 0 when the connection is over.
static int pull(connection *c, int *busy) {
    static char buffer[1 << 16];
    for (;;) {
        ssize_t n = recv(c->handle, buffer, sizeof buffer, 0);
        if (n == 0) return 0;
        if (n < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
        char *at = buffer;
        while (n > 0) {
            if (c->rest < 0) {
                size_t fits = sizeof c->head - 1 - c->headed;
                size_t part = (size_t)n < fits ? (size_t)n : fits;
                if (part == 0) return 0;
                memcpy(c->head + c->headed, at, part);
                c->head[c->headed + part] = 0;
                char *stop = strstr(c->head, "\r\n\r\n");
                if (!stop) {
                    c->headed += part;
                    at += part;
                    n -= part;
                    continue;
                }
                size_t used = stop + 4 - c->head - c->headed;
                at += used;
                n -= used;
                c->status = atoi(c->head + 9);
                char *length = strcasestr(c->head, "\r\ncontent-length:");
                c->rest = length ? atol(length + 17) : 0;
            }
            long part = n < c->rest ? n : c->rest;
            c->rest -= part;
            at += part;
            n -= part;
            if (c->rest == 0) {
                done(c);
                if (!take(c)) {
                    close(c->handle);
                    (*busy)--;
                    return 1;
                }
                push(c);
            }
        }
    }
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

int main(int count, char **arguments) {
    if (count != 5) return fprintf(stderr, "http_load PORT CONNECTIONS FILE SECONDS\n"), 2;
    port = atoi(arguments[1]);
    int connections = atoi(arguments[2]), file = open(arguments[3], O_RDONLY);
    struct stat size;
    if (file < 0 || fstat(file, &size) < 0 || size.st_size == 0) return perror(arguments[3]), 1;
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    requests = mmap(NULL, size.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    end = requests + size.st_size;
    room = size.st_size / 64 + 1;
    times = malloc(room * sizeof *times);
    connection *all = calloc(connections, sizeof *all);
    queue = epoll_create1(0);
    double began = now(), last = began + atof(arguments[4]);
    int busy = 0;
    for (int i = 0; i < connections && take(&all[i]); i++, busy++) dial(&all[i]);
    static struct epoll_event events[1024];
    while (busy > 0 && now() < last) {
        int ready = epoll_wait(queue, events, 1024, 100);
        for (int i = 0; i < ready; i++) {
            connection *c = events[i].data.ptr;
            if (!c->request) continue;
            if (events[i].events & EPOLLOUT) push(c);
            if (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))
                if (!pull(c, &busy)) lost(c, &busy);
        }
    }
    double wall = now() - began;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double cpu = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    qsort(times, answered, sizeof *times, compare);
    printf("{\"answered\": %zu, \"failed\": %zu, \"unanswered\": %d, \"wall\": %.4f, \"cpu\": %.3f, \"statuses\": {", answered,
           failed, busy, wall, cpu);
    const char *comma = "";
    for (int s = 0; s < 600; s++)
        if (statuses[s]) printf("%s\"%d\": %ld", comma, s, statuses[s]), comma = ", ";
    printf("}");
    double shares[] = {0.5, 0.9, 0.99, 0.999, 1};
    const char *names[] = {"p50", "p90", "p99", "p999", "max"};
    for (int i = 0; i < 5 && answered; i++) {
        size_t at = shares[i] * (answered - 1);
        printf(", \"%s\": %.2f", names[i], times[at] * 1e3);
    }
    printf("}\n");
    return 0;
}
