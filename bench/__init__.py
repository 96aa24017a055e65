"""How fast Huiyin answers, measured through the door on a bank filled with complaints."""
