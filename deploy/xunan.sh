#!/bin/sh
# The operator's command (as /usr/local/sbin/xunan): this installation's settings, as the user who owns its data.
set -eu
set -a
. /etc/xunan.env
set +a
exec runuser -u xunan -- /opt/xunan/.venv/bin/xunan "$@"
