"""Spot quizzes (逢查必考): five questions to somebody at work, and how he answered."""
