#include <curl/curl.h>

/* Options and answers of libcurl come in variable lists, which Swift can't call. */
static inline void shim_curl_start(void) { curl_global_init(CURL_GLOBAL_DEFAULT); }
static inline CURLcode shim_curl_long(CURL *curl, CURLoption option, long value) {
    return (curl_easy_setopt)(curl, option, value);
}
static inline CURLcode shim_curl_text(CURL *curl, CURLoption option, const char *value) {
    return (curl_easy_setopt)(curl, option, value);
}
static inline CURLcode shim_curl_list(CURL *curl, CURLoption option, struct curl_slist *value) {
    return (curl_easy_setopt)(curl, option, value);
}
static inline void shim_curl_read(CURL *curl, curl_read_callback read, void *context) {
    (curl_easy_setopt)(curl, CURLOPT_READFUNCTION, read);
    (curl_easy_setopt)(curl, CURLOPT_READDATA, context);
}
/* The code of the server's last answer; 0 where it gave none. */
static inline long shim_curl_code(CURL *curl) {
    long code = 0;
    (curl_easy_getinfo)(curl, CURLINFO_RESPONSE_CODE, &code);
    return code;
}
