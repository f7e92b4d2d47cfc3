"""What if: invented and recorded days of a call centre, put through our router and through Asterisk's own queue."""
