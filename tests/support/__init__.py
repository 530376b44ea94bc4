"""What several tests share: made stores and pages, servers, browsers, judges of cases."""
