"""A line as villages have it, between a phone's browser and the portal: it drops answers, delivers twice, or is cut."""
import http.client
import http.server
import threading


class BadLine:
    """Forwards what comes to `port` to the portal at `target`; `mode` is ok, cut, or bad (for what the app asks of the register)."""

    def __init__(self, target):
        self.target, self.mode, self.version = target, "ok", None
        self.asked, self.dropped, self.doubled = 0, 0, 0
        self.lock = threading.Lock()
        line = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def handle_any(self):
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                if line.mode == "cut":
                    return self.break_off()
                fate = line.fate(self.path)
                if fate == "lost":
                    return self.break_off()
                try:
                    if fate == "twice":
                        line.forward(self.command, self.path, self.headers, body)
                    status, headers, content = line.forward(self.command, self.path, self.headers, body)
                except OSError:
                    return self.break_off()
                if fate == "unanswered":
                    return self.break_off()
                content = line.renewed(self.path, content)
                self.send_response_only(status)
                for name, value in headers:
                    if name.lower() not in ("content-length", "connection", "transfer-encoding", "etag"):
                        self.send_header(name, value)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                try:
                    self.wfile.write(content)
                except OSError:
                    pass

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = handle_any

            def break_off(self):
                self.close_connection = True
                try:
                    self.connection.shutdown(2)
                except OSError:
                    pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def base(self):
        return f"http://127.0.0.1:{self.port}"

    def fate(self, path):
        """Of ten requests to the register one is lost, one is carried out without an answer, and two come twice."""
        if self.mode != "bad" or not path.startswith("/field/api/"):
            return "fine"
        with self.lock:
            self.asked += 1
            turn = self.asked % 10
            if turn in (3, 7):
                self.dropped += 1
                return "lost" if turn == 3 else "unanswered"
            if turn in (2, 5):
                self.doubled += 1
                return "twice"
        return "fine"

    def forward(self, method, path, headers, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.target, timeout=30)
        kept = {name: value for name, value in headers.items() if name.lower() not in ("connection", "accept-encoding", "host", "if-none-match")}
        kept["Host"] = f"127.0.0.1:{self.port}"
        connection.request(method, path, body or None, kept)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.getheaders(), content

    def renewed(self, path, content):
        """With `version` set, the app's files look like those of another version."""
        if self.version and path.split("?")[0] in ("/field", "/field/sw.js"):
            for mark in (b"const version = '", b'name="version" content="'):
                content = content.replace(mark, mark + self.version.encode())
        return content

    def close(self):
        self.server.shutdown()
        self.server.server_close()
